import type { ComponentProps } from "react";
import { buttonClass, type Look } from "./button-class.ts";
import { PageLink } from "./page-link.tsx";
import { Spinner } from "./spinner.tsx";

export { buttonClass };

export function Button({
  kind,
  size,
  pending = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look & { pending?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={buttonClass({ ...(kind && { kind }), ...(size && { size }) }, className)}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}

export function ButtonLink<Address extends string>({
  kind,
  size,
  className,
  ...rest
}: ComponentProps<typeof PageLink<Address>> & Look) {
  return (
    <PageLink
      {...rest}
      className={buttonClass({ ...(kind && { kind }), ...(size && { size }) }, className)}
    />
  );
}
