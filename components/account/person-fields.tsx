import { FormText } from "../forms/fields.tsx";

type Field = "firstName" | "lastName" | "street" | "city" | "postcode";

/** Legal name and address, in a form. */
export const PersonFields = ({
  text,
  values,
  nameLocked = false,
}: {
  text: Record<Field, string>;
  values?: Partial<Record<Field, string | null>> | undefined;
  /** The name was verified, and is shown only. */
  nameLocked?: boolean;
}) => {
  const field = (name: Field) => ({ name, label: text[name], defaultValue: values?.[name] ?? undefined });
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormText
          {...field("firstName")}
          autoComplete="given-name"
          maxLength={60}
          readOnly={nameLocked}
          required
        />
        <FormText
          {...field("lastName")}
          autoComplete="family-name"
          maxLength={60}
          readOnly={nameLocked}
          required
        />
      </div>
      <FormText {...field("street")} autoComplete="street-address" maxLength={100} required />
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <FormText {...field("city")} autoComplete="address-level2" maxLength={60} required />
        <FormText {...field("postcode")} autoComplete="postal-code" maxLength={12} />
      </div>
    </>
  );
};
