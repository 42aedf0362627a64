import { clsx } from "clsx";

const hueOf = (name: string): number => {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hash;
};

const initialsOf = (name: string): string =>
  name
    .split(/[\s-]+/)
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => word[0])
    .slice(0, 2)
    .join("")
    .toUpperCase();

const SIZE = {
  sm: { width: 20, height: 15, text: "text-[0.5rem]" },
  md: { width: 28, height: 21, text: "text-[0.625rem]" },
  lg: { width: 48, height: 36, text: "text-base" },
};

// The sheet has 26 × 26 cells of 22 × 16.5, and in each a flag of 20 × 15 one to the right and one down.
const CELL = { width: 22, height: 16.5, margin: 1 };

/** Where on the sheet of all countries a flag stands; parts of countries are not on it. */
const placeOf = (countryCode: string): string | null => {
  if (!/^[a-z]{2}$/i.test(countryCode)) return null;
  const [column = 0, row = 0] = [...countryCode.toLowerCase()].map((letter) => letter.charCodeAt(0) - 97);
  return `${-(column * CELL.width + CELL.margin)}px ${-(row * CELL.height + CELL.margin / 2)}px`;
};

const FRAME = "shrink-0 rounded-[2px] outline outline-line -outline-offset-1";

/** The country's flag, in lists from a sheet that is asked for once; without one, initials on a colour drawn from the name. The name stands beside it, so it is silent. */
export function Flag({
  name,
  countryCode,
  size = "sm",
  className,
}: {
  name: string;
  countryCode: string | null;
  size?: keyof typeof SIZE;
  className?: string;
}) {
  const { width, height, text } = SIZE[size];
  const place = countryCode && size === "sm" && placeOf(countryCode);
  if (place)
    return (
      <span aria-hidden className={clsx("flag", FRAME, className)} style={{ backgroundPosition: place }} />
    );
  if (countryCode)
    return (
      // biome-ignore lint/performance/noImgElement: a small picture from our own folder needs no optimiser
      <img
        src={`/flags/${countryCode.toLowerCase()}.webp`}
        alt=""
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        className={clsx("object-cover", FRAME, className)}
        style={{ width, height }}
      />
    );
  return (
    <span
      aria-hidden
      className={clsx(
        "monogram grid shrink-0 place-items-center rounded-[2px] font-bold leading-none",
        text,
        className,
      )}
      style={{ width, height, "--hue": hueOf(name) } as React.CSSProperties}
    >
      {initialsOf(name)}
    </span>
  );
}
