import { RowsLoading } from "#components/event/rows-loading.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <Skeleton className="mb-6 h-8 w-48" />
      <RowsLoading />
    </>
  );
}
