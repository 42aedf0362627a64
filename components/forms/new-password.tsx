"use client";
import { clsx } from "clsx";
import { type ComponentProps, useRef, useState } from "react";
import { FormPassword } from "./fields.tsx";

/** How hard a password is to guess, from 0 to 4, after zxcvbn. */
type Score = 0 | 1 | 2 | 3 | 4;
type Meter = (password: string) => Score;

let loading: Promise<Meter> | undefined;

/** The dictionary is large: it is fetched when somebody begins to type a password, and never before. */
const loadMeter = (): Promise<Meter> => {
  loading ??= Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]).then(
    ([{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }]) => {
      const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
      return (password) => zxcvbn.check(password).score;
    },
  );
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
};

const LOOK = ["bg-down", "bg-down", "bg-warn", "bg-up", "bg-up"] as const;
const STEPS = [1, 2, 3, 4] as const;
const LENGTH_MAX = 100;

/** A new password, and how strong it is. Only advice: the site decides what it takes. */
export const FormNewPassword = ({
  strengthLabels,
  ...rest
}: ComponentProps<typeof FormPassword> & {
  /** For each score, from the weakest. */
  strengthLabels: readonly [string, string, string, string, string];
}) => {
  const [score, setScore] = useState<Score | null>(null);
  const typed = useRef("");
  const rate = (password: string): void => {
    typed.current = password;
    if (password === "") {
      setScore(null);
      return;
    }
    loadMeter().then(
      (meter) => {
        if (typed.current === password) setScore(meter(password.slice(0, LENGTH_MAX)));
      },
      () => undefined,
    );
  };
  return (
    <div>
      <FormPassword {...rest} onInput={(event) => rate(event.currentTarget.value)} />
      <div className="mt-2 flex h-4 items-center gap-2">
        {score !== null && (
          <>
            <span aria-hidden className="flex h-1 flex-1 gap-1">
              {STEPS.map((step) => (
                <span
                  key={step}
                  className={clsx(
                    "flex-1 rounded-full",
                    step <= Math.max(1, score) ? LOOK[score] : "bg-raised",
                  )}
                />
              ))}
            </span>
            <span role="status" className="text-muted text-xs">
              {strengthLabels[score]}
            </span>
          </>
        )}
      </div>
    </div>
  );
};
