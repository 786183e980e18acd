/** Sessions asked for at once, by the server's prefetch and by the page alike. */
export const INBOX_PAGE = 30;
