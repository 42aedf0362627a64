"use client";
import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button.tsx";

/** Prints the page, or saves it as a document. */
export function PrintButton() {
  const t = useTranslations("cashier.payment");
  return (
    <Button className="print:hidden" onClick={() => window.print()}>
      <Printer aria-hidden className="size-4" />
      {t("print")}
    </Button>
  );
}
