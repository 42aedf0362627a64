/** Text as a pattern of LIKE that matches only itself. Prisma's `contains` and `startsWith` leave % and _ as they are. */
export const literally = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");
