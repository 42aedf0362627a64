"use client";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { CheckField, DATE_PARTS, DateField, SelectField, TextField } from "../ui/field.tsx";
import { useForm, usePending } from "./form.tsx";

export { FormMessage } from "./message.tsx";

type Named = { name: string };

/** The name under which a field's answer comes back: "stakes[]" counts its fields, "stakes.0", "stakes.1". */
type Answered = { answerName?: string };

/** A text field that keeps what was sent and says what was wrong with it. */
export const FormText = ({
  answerName,
  defaultValue,
  ...rest
}: ComponentProps<typeof TextField> & Named & Answered) => {
  const { values, errors } = useForm();
  const key = answerName ?? rest.name;
  return <TextField {...rest} defaultValue={values[key] ?? defaultValue} error={errors[key]} />;
};

export const FormSelect = ({ defaultValue, ...rest }: ComponentProps<typeof SelectField> & Named) => {
  const { values, errors, answer } = useForm();
  // React resets a form after its action, and a list box only remembers the value that it was born with; that may also be
  // changed elsewhere on the page.
  return (
    <SelectField
      {...rest}
      key={`${answer} ${defaultValue}`}
      defaultValue={values[rest.name] ?? defaultValue}
      error={errors[rest.name]}
    />
  );
};

/** A date whose error is about the whole ("name") or about one of its boxes ("name.day"). */
export const FormDate = (
  props: Omit<ComponentProps<typeof DateField>, "error" | "wrong" | "defaultValues">,
) => {
  const { values, errors } = useForm();
  const whole = errors[props.name];
  const of = (from: Record<string, string>, part: string) => from[`${props.name}.${part}`];
  const wrong = DATE_PARTS.filter((part) => whole ?? of(errors, part));
  return (
    <DateField
      {...props}
      error={whole ?? (wrong[0] && of(errors, wrong[0]))}
      wrong={wrong}
      defaultValues={Object.fromEntries(DATE_PARTS.map((part) => [part, of(values, part)]))}
    />
  );
};

export const FormCheck = (props: ComponentProps<typeof CheckField> & Named) => {
  const { values, errors, answer } = useForm();
  return (
    <CheckField {...props} key={answer} defaultChecked={props.name in values} error={errors[props.name]} />
  );
};

/** A password, with a way to look at it. It is never sent back by the server; what is typed stays after a refusal. */
export const FormPassword = ({
  showLabel,
  hideLabel,
  ...rest
}: Omit<ComponentProps<typeof TextField>, "hideLabel"> &
  Named & { showLabel: string; hideLabel: string }) => {
  const { errors } = useForm();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <TextField
        {...rest}
        type={shown ? "text" : "password"}
        data-secret
        autoCapitalize="none"
        spellCheck={false}
        error={errors[rest.name]}
        className="pr-12"
      />
      <button
        type="button"
        aria-label={shown ? hideLabel : showLabel}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-6.5 right-0 grid size-11 place-items-center text-muted hover:text-ink"
      >
        <Icon aria-hidden className="size-4.5" />
      </button>
    </div>
  );
};

/** What a form asks for until it was done. */
export const UntilDone = ({ children }: { children: ReactNode }) => (useForm().done ? null : children);

/** Sends the form; busy and not to be pressed again while it is on its way. */
export const Submit = ({
  pendingText,
  children,
  ...rest
}: ComponentProps<typeof Button> & { pendingText?: ReactNode }) => {
  const pending = usePending();
  return (
    <Button {...rest} type="submit" pending={pending}>
      {pending && pendingText ? pendingText : children}
    </Button>
  );
};
