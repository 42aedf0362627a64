/** The application's role. It owns nothing and has only the rights that migrations grant. */
export const APP_ROLE = "evens_app";
