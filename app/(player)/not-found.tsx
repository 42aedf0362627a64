import { Lost } from "#components/shell/lost.tsx";

export default function PlayerNotFound() {
  return <Lost />;
}
