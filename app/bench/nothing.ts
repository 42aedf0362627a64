"use server";

/** What an action costs that does nothing: the floor of `npm run bench -- action`. */
export const nothingAction = async (): Promise<null> => null;
