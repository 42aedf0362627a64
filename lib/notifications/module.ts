import { z } from "zod";
import { defineJob } from "#lib/platform/jobs/job.ts";
import type { Module } from "#lib/platform/module.ts";
import { forgetNotifications } from "./channels/in-app/inbox.ts";
import { forgetMailsJob, sendMailJob } from "./channels/mail/send.ts";
import * as commands from "./commands/index.ts";
import { notificationEvents } from "./events.ts";
import { NOTIFICATION_DATA } from "./personal-data.ts";
import { notificationSubscriber, notifyJob } from "./subscriber.ts";

const forgetNotificationsJob = defineJob({
  name: "forget-notifications",
  payload: z.object({}),
  cron: "47 3 * * *",
  run: async () => {
    await forgetNotifications();
    return undefined;
  },
});

export const notifications: Module = {
  name: "notifications",
  events: notificationEvents,
  commands,
  subscribers: [notificationSubscriber],
  personalData: NOTIFICATION_DATA,
  jobs: [notifyJob, forgetNotificationsJob, sendMailJob, forgetMailsJob],
};
