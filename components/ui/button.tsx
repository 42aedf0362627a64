import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonClass, type Look } from "./button-class.ts";
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

export function ButtonLink<Route extends string>({
  kind,
  size,
  className,
  ...rest
}: ComponentProps<typeof Link<Route>> & Look) {
  return (
    <Link {...rest} className={buttonClass({ ...(kind && { kind }), ...(size && { size }) }, className)} />
  );
}
