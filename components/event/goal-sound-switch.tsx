"use client";

import { useTranslations } from "next-intl";
import { HintedSwitch } from "../ui/hinted-switch.tsx";
import { goalSound, useGoalSound } from "./goal-sound.ts";

/** Turns the sound of goals on and off, at once and for this device. */
export function GoalSoundSwitch() {
  const t = useTranslations("sportsbook.goalSound");
  return <HintedSwitch on={useGoalSound()} set={goalSound.set} label={t("label")} hint={t("hint")} />;
}
