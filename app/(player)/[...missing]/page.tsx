import { notFound } from "next/navigation";

/** An unknown address is shown within the layout of the site. */
export default function MissingPage(): never {
  notFound();
}
