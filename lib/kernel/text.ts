/**
 * Whether every store and every encoder takes the text: PostgreSQL keeps no NUL, and UTF-8 has no form for half a surrogate
 * pair.
 */
export const isEncodable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

// Line breaks and tabs may be in a note; other controls may not, nor what reorders or hides the characters around it.
const HIDDEN = /(?![\n\r\t])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text reads as it is stored: it can be encoded, and holds no control or direction character. */
export const isPlain = (text: string): boolean => isEncodable(text) && !HIDDEN.test(text);
