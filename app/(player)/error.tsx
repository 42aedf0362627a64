"use client";

import { Broken } from "#components/shell/broken.tsx";

export default function PlayerError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return <Broken error={error} retry={retry} />;
}
