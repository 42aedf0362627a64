import words from "./mail/en.json" with { type: "json" };

type Text = { subject: string; paragraphs: Record<string, string>; action: string };

/** The words of mails, which the worker sends, far from any page: not among the messages that are compiled with the pages. */
export const mailWords = {
  site: words.site,
  why: words.why,
  of: (name: string, variant: string): { subject: string; action: string; paragraphs: string[] } => {
    const text = (words.text as Record<string, Record<string, Text>>)[name]?.[variant];
    if (!text) throw new Error(`no mail is worded ${name}.${variant}`);
    return { ...text, paragraphs: Object.values(text.paragraphs) };
  },
};
