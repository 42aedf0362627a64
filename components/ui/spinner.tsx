import { LoaderCircle } from "lucide-react";

export const Spinner = ({ className = "size-4" }: { className?: string }) => (
  <LoaderCircle aria-hidden className={`${className} animate-spin motion-reduce:animate-none`} />
);
