import { defineMapping } from "../domain/mapping.ts";
import { alarmRows } from "./aws-sns-alarm.ts";
import { emailRows } from "./aws-sns-email.ts";
import { fileRows } from "./aws-sns-file.ts";

/*
 * What a topic carries is text of its own. Of what AWS itself writes there, SES's notices about email, CloudWatch's
 * alarms and S3's notices about objects are read.
 */

/** AWS SNS. */
export const awsSnsMapping = defineMapping({
  Notification: [...emailRows, ...alarmRows, ...fileRows],
});
