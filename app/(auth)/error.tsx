"use client";

import { Broken } from "#components/shell/broken.tsx";

export default function RootError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <main>
      <Broken error={error} retry={retry} />
    </main>
  );
}
