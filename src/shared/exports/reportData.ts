/** The id of the element of an HTML report that holds the run, in JSON. */
export const REPORT_DATA_ID = 'run';
