/** A mistake in how the program was called or in a file that the user wrote for it: one message, no stack trace, status 2. */
export class UsageError extends Error {}
