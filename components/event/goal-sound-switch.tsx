"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { goalSound, useGoalSound } from "./goal-sound.ts";

/** Turns the sound of goals on and off, at once and for this device. */
export function GoalSoundSwitch() {
  const t = useTranslations("sportsbook.goalSound");
  const id = useId();
  const on = useGoalSound();
  return (
    <div className="flex items-start gap-3 text-sm">
      <input
        id={id}
        type="checkbox"
        checked={on}
        onChange={({ target }) => goalSound.set(target.checked)}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <p>
        <label htmlFor={id} className="font-medium">
          {t("label")}
        </label>
        <span id={`${id}-hint`} className="block text-muted text-xs">
          {t("hint")}
        </span>
      </p>
    </div>
  );
}
