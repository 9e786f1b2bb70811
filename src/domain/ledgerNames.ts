/** What the rows of the ledger are called that are about nobody and about no batch: on the screen and in the file. */
export const NOBODYS = 'Not signed in';
export const IN_NO_BATCH = 'In no batch';
