import { Skeleton } from "../ui/skeleton.tsx";

/** Rows of matches before they are there, in their own size. */
export const RowsLoading = ({ count = 6 }: { count?: number }) => (
  <ul aria-hidden className="divide-y overflow-hidden rounded-lg border border-line bg-surface">
    {Array.from({ length: count }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are alike
      <li key={row} className="flex h-20 items-center gap-4 px-4">
        <Skeleton className="h-4 w-9" />
        <div className="grid flex-1 gap-2">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-32" />
        </div>
        <Skeleton className="hidden h-11 w-63 rounded-md sm:block" />
      </li>
    ))}
  </ul>
);
