"use client";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";

type Option = { value: string; label: string };

/**
 * Sends a document. A plain form that works before scripts have loaded; with them, a file that is too large is refused before it is sent.
 */
export function UploadForm({
  account,
  action,
  hidden = {},
  kinds,
  bytesMax,
  text,
}: {
  account: string;
  /** Where it is sent. */
  action: string;
  /** What else is sent. */
  hidden?: Readonly<Record<string, string>>;
  /** None: documents are of one kind. */
  kinds: readonly Option[];
  bytesMax: number;
  text: { kind: string; file: string; fileHint: string; upload: string; uploading: string; tooLarge: string };
}) {
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const tooLarge = (): boolean => (file.current?.files?.[0]?.size ?? 0) > bytesMax;
  const check = (): void => setError(tooLarge() ? text.tooLarge : undefined);
  const send = (event: FormEvent): void => {
    check();
    if (tooLarge()) {
      event.preventDefault();
      file.current?.focus();
    } else setPending(true);
  };
  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      className="grid items-start gap-4 sm:grid-cols-2"
    >
      <input type="hidden" name="account" value={account} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {kinds.length > 0 && (
        <SelectField name="kind" label={text.kind}>
          {kinds.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        ref={file}
        name="file"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        label={text.file}
        hint={text.fileHint}
        error={error}
        onChange={check}
        required
        className="py-2 text-sm file:mr-3 file:rounded-sm file:border-0 file:bg-raised file:px-2.5 file:py-1 file:text-ink"
      />
      <Button type="submit" pending={pending} className="w-full sm:w-auto sm:justify-self-start">
        {pending ? text.uploading : text.upload}
      </Button>
    </form>
  );
}
