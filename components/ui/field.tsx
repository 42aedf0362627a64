import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

const CONTROL =
  "h-11 w-full min-w-0 rounded-md border border-line-strong bg-bg px-3 text-base text-ink outline-offset-0 " +
  "hover:border-muted disabled:cursor-not-allowed disabled:border-line disabled:text-faint aria-invalid:border-down";

type FieldMessages = { label: ReactNode; hint?: ReactNode; error?: ReactNode; hideLabel?: boolean };

type Ids = { id: string; describedBy: string | undefined; invalid: true | undefined };

function Field({
  label,
  hint,
  error,
  hideLabel,
  children,
}: FieldMessages & { children: (ids: Ids) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <label htmlFor={id} className={hideLabel ? "sr-only" : "font-medium text-sm"}>
        {label}
      </label>
      {children({ id, describedBy: described || undefined, invalid: error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="font-medium text-down text-xs">
          {error}
        </p>
      )}
    </div>
  );
}

/** A labelled text box. `error` is worded by the caller and read out with the box. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: ComponentProps<"input"> & FieldMessages) {
  return (
    <Field label={label} hint={hint} error={error} {...(hideLabel && { hideLabel })}>
      {({ id, describedBy, invalid }) => (
        <input
          {...rest}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          className={clsx(CONTROL, className)}
        />
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: ComponentProps<"textarea"> & FieldMessages) {
  return (
    <Field label={label} hint={hint} error={error} {...(hideLabel && { hideLabel })}>
      {({ id, describedBy, invalid }) => (
        <textarea
          {...rest}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          className={clsx(CONTROL, "h-auto min-h-24 py-2.5", className)}
        />
      )}
    </Field>
  );
}

/** The system's own list box: the best one on a phone. Children are `<option>`s. */
export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  className,
  children,
  ...rest
}: ComponentProps<"select"> & FieldMessages) {
  return (
    <Field label={label} hint={hint} error={error} {...(hideLabel && { hideLabel })}>
      {({ id, describedBy, invalid }) => (
        <span className="relative block">
          <select
            {...rest}
            id={id}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            className={clsx(CONTROL, "appearance-none pr-9", className)}
          >
            {children}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-3.5 right-3 size-4 text-muted"
          />
        </span>
      )}
    </Field>
  );
}

export const DATE_PARTS = ["day", "month", "year"] as const;
type DatePart = (typeof DATE_PARTS)[number];

/**
 * A date in figures, a labelled box each for day, month and year: nobody has to guess which comes first. The boxes are named
 * "name.day", "name.month" and "name.year"; `wrong` says which of them the error is about.
 */
export function DateField({
  name,
  label,
  parts,
  hint,
  error,
  wrong,
  defaultValues,
  autoComplete,
  required,
}: Omit<FieldMessages, "hideLabel"> & {
  name: string;
  parts: Record<DatePart, string>;
  wrong: readonly DatePart[];
  defaultValues: Partial<Record<DatePart, string | undefined>>;
  /** Of the whole date, such as "bday". */
  autoComplete?: string;
  required?: boolean;
}) {
  const id = useId();
  return (
    <fieldset aria-describedby={hint ? `${id}-hint` : undefined} className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      <div className="flex gap-3">
        {DATE_PARTS.map((part) => (
          <label
            key={part}
            className={clsx("grid gap-1 text-muted text-xs", part === "year" ? "w-22" : "w-16")}
          >
            {parts[part]}
            <input
              name={`${name}.${part}`}
              defaultValue={defaultValues[part]}
              inputMode="numeric"
              autoComplete={autoComplete && `${autoComplete}-${part}`}
              maxLength={part === "year" ? 4 : 2}
              required={required}
              aria-invalid={wrong.includes(part) || undefined}
              aria-describedby={wrong.includes(part) ? `${id}-error` : undefined}
              className={clsx(CONTROL, "figures text-center")}
            />
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-muted text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 font-medium text-down text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}

export function CheckField({
  label,
  error,
  ...rest
}: ComponentProps<"input"> & Pick<FieldMessages, "label" | "error">) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label className="flex min-h-11 items-center gap-3 text-sm">
        <input
          {...rest}
          type="checkbox"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className="size-5 shrink-0 accent-accent"
        />
        <span>{label}</span>
      </label>
      {error && (
        <p id={`${id}-error`} className="font-medium text-down text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
