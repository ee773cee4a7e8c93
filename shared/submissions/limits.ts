/** How large what is sent may be. Without imports: the pages tell it before a byte is sent. */

/** One document may have so many bytes, and so may any other body of a request (4 MB). */
export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** A bulk file may have so many bytes, as uploaded and when unpacked (1 GiB). */
export const MAX_FILE_BYTES = 1024 ** 3;
