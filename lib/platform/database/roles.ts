/** The application's role. It owns nothing, and does what migrations grant it. */
export const APP_ROLE = "evens_app";
