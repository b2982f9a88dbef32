/** What stands above everything that is asked on the way to a job. */
export const TITLE = "Submit Fine-Tune Job";
