import { Lost } from "#components/shell/lost.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <Lost />
    </main>
  );
}
