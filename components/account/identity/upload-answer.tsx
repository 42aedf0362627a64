import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";

/** What becomes of a document that is sent. */
const ANSWERS = [
  "done",
  "missing",
  "not_an_image",
  "file_too_large",
  "too_many_pixels",
  "too_few_pixels",
  "too_many_documents",
  "not_needed",
  "not_available",
  "too_many_requests",
] as const;

/** Says what became of the file that was just sent: the code with which the form led back to the page. */
export function UploadAnswer({ answer }: { answer: string | undefined }) {
  const t = useTranslations("identity.upload");
  if (!answer) return null;
  const known = ANSWERS.find((code) => code === answer) ?? "failed";
  return (
    <Notice tone={known === "done" ? "good" : "bad"} live={known === "done" ? "polite" : "assertive"}>
      {t(known)}
    </Notice>
  );
}
