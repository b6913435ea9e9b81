import {
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';

/** Where mails go out, and in whose name. */
export interface Postbox {
  readonly client: SESv2Client;
  readonly sender: string;
  readonly configurationSet: string;
}

export interface OutgoingMail {
  /** Carried as the message tag `mail`, by which SES's events name it. */
  readonly mail: string;
  readonly address: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** `refused`: SES clearly did not take it, so that it may be tried again. */
export type Posting = { readonly messageId: string } | { readonly refused: string };

/** Without `throwOnRequestTimeout` the SDK only warns of a late answer, and waits on. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** A client that asks once: SES has no idempotency token, so that a retry of its own could send twice. */
export function createMailClient(settings: SESv2ClientConfig = {}): SESv2Client {
  return new SESv2Client({ ...settings, maxAttempts: 1, requestHandler: TIMEOUTS });
}

/**
 * Sends one mail.
 * @throws when it cannot be told whether SES took it (a time-out, an answer of 5xx)
 */
export async function postMail(postbox: Postbox, mail: OutgoingMail): Promise<Posting> {
  try {
    const { MessageId = '' } = await postbox.client.send(
      new SendEmailCommand({
        FromEmailAddress: postbox.sender,
        Destination: { ToAddresses: [mail.address] },
        ConfigurationSetName: postbox.configurationSet,
        EmailTags: [{ Name: 'mail', Value: mail.mail }],
        Content: {
          Simple: {
            Subject: { Data: mail.subject, Charset: 'UTF-8' },
            Body: {
              Html: { Data: mail.html, Charset: 'UTF-8' },
              Text: { Data: mail.text, Charset: 'UTF-8' },
            },
          },
        },
      }),
    );
    return { messageId: MessageId };
  } catch (error) {
    if (error instanceof SESv2ServiceException && isClearRefusal(error)) return { refused: error.name };
    throw error;
  }
}

function isClearRefusal(error: SESv2ServiceException): boolean {
  const status = error.$metadata.httpStatusCode ?? 0;
  return (status >= 400 && status < 500) || error.$retryable?.throttling === true;
}
