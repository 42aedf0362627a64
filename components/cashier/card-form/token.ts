/** What became of a card form: a token that stands for the card, or what is wrong, in the viewer's language. */
export type CardToken = { token: string } | { error: string };

/** Makes the token when the deposit is sent. Null where the server makes it of what was typed, as with the simulator. */
export type TokenMaker = (() => Promise<CardToken>) | null;
