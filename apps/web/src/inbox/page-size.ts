/** The page size of the inbox. The server's prefetch and the page must use the same one, as it is part of the query key. */
export const INBOX_PAGE = 30;
/** How many sessions the sidebar shows beside the pinned ones; also in the server's prefetch. */
export const RECENT_PAGE = 7;
