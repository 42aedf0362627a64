import {
  Banknote,
  CircleUserRound,
  CreditCard,
  Landmark,
  PlaySquare,
  Smartphone,
  Wallet,
} from "lucide-react";

const ICONS: Readonly<Record<string, typeof CreditCard>> = {
  card: CreditCard,
  link: Wallet,
  paypal: CircleUserRound,
  pay_by_bank: Landmark,
  bank_transfer: Landmark,
  play_money: PlaySquare,
};
const WALLETS: ReadonlySet<string> = new Set(["Apple Pay", "Google Pay"]);

/** A neutral mark for a way to pay: no brand's own. */
export function MethodIcon({
  method,
  brand,
  className,
}: {
  method: string;
  brand?: string;
  className?: string;
}) {
  const Icon = brand && WALLETS.has(brand) ? Smartphone : (ICONS[method] ?? Banknote);
  return <Icon aria-hidden className={className ?? "size-5 shrink-0 text-muted"} />;
}
