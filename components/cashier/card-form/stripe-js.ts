/** As much of Stripe.js as the card form uses. @see https://docs.stripe.com/js */
export type StripeElement = {
  mount(where: HTMLElement): void;
  destroy(): void;
  on(event: "ready" | "loaderror", listener: () => void): void;
};
export type StripeElements = {
  create(kind: "payment", options: Record<string, unknown>): StripeElement;
  update(options: { amount: number }): void;
  /** Checks what was typed, and lets a wallet ask its owner. */
  submit(): Promise<{ error?: { message?: string } }>;
};
export type StripeJs = {
  elements(options: Record<string, unknown>): StripeElements;
  createConfirmationToken(options: {
    elements: StripeElements;
    params: { return_url: string };
  }): Promise<{ error?: { message?: string }; confirmationToken?: { id: string } }>;
};

// Stripe asks that it is always loaded from here, and never kept.
const ADDRESS = "https://js.stripe.com/v3/";
type Loaded = (key: string, options?: { locale?: string }) => StripeJs;

let loading: Promise<Loaded> | undefined;

const load = (): Promise<Loaded> =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = ADDRESS;
    script.async = true;
    script.addEventListener("load", () => {
      const { Stripe } = window as unknown as { Stripe?: Loaded };
      if (Stripe) resolve(Stripe);
      else reject(new Error("Stripe.js did not start"));
    });
    script.addEventListener("error", () => {
      script.remove();
      loading = undefined;
      reject(new Error("Stripe.js could not be loaded"));
    });
    document.head.append(script);
  });

/** Loads Stripe.js once. Rejects where it cannot be loaded; the next call tries again. */
export const stripeJs = async (publishableKey: string, locale: string): Promise<StripeJs> => {
  loading ??= load();
  return (await loading)(publishableKey, { locale });
};

/** A colour of ours as Stripe.js reads it, which knows no oklch(). */
const colourOf = (name: string): string => {
  const probe = document.createElement("canvas");
  probe.width = 1;
  probe.height = 1;
  const paint = probe.getContext("2d");
  if (!paint) return "#808080";
  const sample = document.createElement("span");
  sample.style.color = `var(${name})`;
  document.body.append(sample);
  paint.fillStyle = getComputedStyle(sample).color;
  sample.remove();
  paint.fillRect(0, 0, 1, 1);
  const [red, green, blue] = paint.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
};

/** The look of this site, for the fields that Stripe.js draws. */
export const appearance = () => ({
  theme: "flat",
  variables: {
    colorPrimary: colourOf("--accent"),
    colorBackground: colourOf("--bg"),
    colorText: colourOf("--ink"),
    colorTextSecondary: colourOf("--muted"),
    borderRadius: "6px",
    fontSizeBase: "16px",
  },
  rules: {
    ".Input": { border: `1px solid ${colourOf("--line-strong")}`, boxShadow: "none" },
    ".Input--invalid": { color: colourOf("--down"), border: `1px solid ${colourOf("--down")}` },
    ".Error": { color: colourOf("--down") },
  },
});
