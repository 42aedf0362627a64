/** Event status codes, as common feeds use them. */
export const EVENT_STATUS = {
  notStarted: 0,
  live: 1,
  suspended: 2,
  ended: 3,
  closed: 4,
  cancelled: 5,
  delayed: 6,
  interrupted: 7,
  postponed: 8,
  abandoned: 9,
} as const;

export type EventStatus = (typeof EVENT_STATUS)[keyof typeof EVENT_STATUS];

const RUNNING: readonly number[] = [EVENT_STATUS.live, EVENT_STATUS.suspended, EVENT_STATUS.interrupted];
const TO_COME: readonly number[] = [EVENT_STATUS.notStarted, EVENT_STATUS.delayed];

const FINISHED: readonly number[] = [EVENT_STATUS.ended, EVENT_STATUS.closed, EVENT_STATUS.cancelled];

/** In play, whether it can be bet on or not. */
export const isRunning = (status: number): boolean => RUNNING.includes(status);

export const isToCome = (status: number): boolean => TO_COME.includes(status);

export const isFinished = (status: number): boolean => FINISHED.includes(status);

/** Neither running nor to come at its time. */
export const isOver = (status: number): boolean => !isRunning(status) && !isToCome(status);
