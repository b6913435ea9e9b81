import { Annotations, Stack } from 'aws-cdk-lib';
import { ConfigurationSet, EmailIdentity, Identity, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { PLACEHOLDER_SENDER, type Settings } from './settings.ts';

export interface MailOutProps {
  readonly settings: Settings;
}

/** How mails leave: the sender that SES has to verify, and the rules that it sends by. */
export class MailOut extends Construct {
  readonly sender: string;
  readonly configurationSetName: string;
  /** What `ses:SendEmail` is asked on: the sender's identity and the configuration set. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, props: MailOutProps) {
    super(scope, id);
    this.sender = props.settings.mailSender;
    const identity = new EmailIdentity(this, 'Sender', { identity: Identity.email(this.sender) });
    const rules = new ConfigurationSet(this, 'Rules', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSetName = rules.configurationSetName;
    const rulesArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: rules.configurationSetName,
    });
    this.arns = [identity.emailIdentityArn, rulesArn];
    if (this.sender === PLACEHOLDER_SENDER) {
      Annotations.of(this).addInfoV2(
        'tidings:mailSender',
        'Mails have no real sender yet: before a deployment, set one with -c mailSender=ADDRESS',
      );
    }
  }
}
