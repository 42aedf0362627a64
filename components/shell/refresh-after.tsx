"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Draws the page anew after so many seconds. */
export const RefreshAfter = ({ seconds }: { seconds: number }) => {
  const router = useRouter();
  useEffect(() => {
    const due = setTimeout(() => router.refresh(), seconds * 1_000);
    return () => clearTimeout(due);
  });
  return null;
};
