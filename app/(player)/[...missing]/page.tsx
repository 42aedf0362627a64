import { notFound } from "next/navigation";

/** An address that nothing answers to still stands in the frame of the site, with its ways on. */
export default function MissingPage(): never {
  notFound();
}
