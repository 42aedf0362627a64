import type { ReactNode } from "react";
import { Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";

/** A form of one step: once it is done, its message takes the place of its fields. */
export const OneStepForm = ({
  action,
  submit,
  submitting,
  children,
}: {
  action: FormAction;
  submit: string;
  submitting: string;
  children: ReactNode;
}) => (
  <Form action={action} className="grid gap-4">
    <FormMessage />
    <UntilDone>
      {children}
      <Submit kind="primary" size="lg" pendingText={submitting} className="w-full">
        {submit}
      </Submit>
    </UntilDone>
  </Form>
);
