import { Aws, CfnCondition, CfnOutput, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { SecureTopic } from './secure-topic.ts';

const ID = 'Operators';
/** Who tells operators something: alarms, and the budget. */
const TELLERS = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] as const;

/**
 * Those who run the system: the topic that every alarm goes to, the mail address that is
 * subscribed to it, and the month's budget.
 */
export class Operators extends Construct {
  readonly topic: SecureTopic;

  /** With the stack's parameter `OperatorMail` and its output `AlarmsTopic`, and `MonthlyBudget` where it has a budget. */
  constructor(stack: Stack, options: { readonly withBudget: boolean }) {
    super(stack, ID);
    const { account } = stack;
    const fromHere = { StringEquals: { 'aws:SourceAccount': account } };
    // SNS's own key lets in neither alarms nor budgets: their messages would be lost.
    const key = new Key(this, 'Key', {
      description: 'Messages to operators, on their way',
      enableKeyRotation: true,
    });
    this.topic = new SecureTopic(this, 'OperatorsTopic', key);
    for (const teller of TELLERS) {
      const principals = [new ServicePrincipal(teller)];
      key.addToResourcePolicy(
        new PolicyStatement({
          principals,
          actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          resources: ['*'],
          conditions: fromHere,
        }),
      );
      this.topic.addToResourcePolicy(
        new PolicyStatement({
          principals,
          actions: ['sns:Publish'],
          resources: [this.topic.topicArn],
          conditions: fromHere,
        }),
      );
    }

    const mail = new CfnParameter(stack, 'OperatorMail', {
      type: 'String',
      description: 'Mail address that alarms are sent to; empty for none',
      default: '',
    });
    const hasMail = new CfnCondition(this, 'HasMail', {
      expression: Fn.conditionNot(Fn.conditionEquals(mail.valueAsString, '')),
    });
    const subscription = new CfnSubscription(this, 'Mail', {
      topicArn: this.topic.topicArn,
      protocol: 'email',
      endpoint: mail.valueAsString,
    });
    subscription.cfnOptions.condition = hasMail;
    if (options.withBudget) this.budget(stack);
    new CfnOutput(stack, 'AlarmsTopic', {
      value: this.topic.topicArn,
      description: 'Where operators subscribe to alarms',
    });
  }

  private budget(stack: Stack): void {
    const budget = new CfnParameter(stack, 'MonthlyBudget', {
      type: 'Number',
      description: "What a month may cost in the account's currency (USD, CNY); 0 for no budget",
      default: 0,
      minValue: 0,
    });
    const hasBudget = new CfnCondition(this, 'HasBudget', {
      expression: Fn.conditionNot(Fn.conditionEquals(budget.valueAsString, '0')),
    });
    const inChina = new CfnCondition(this, 'InChina', {
      expression: Fn.conditionEquals(Aws.PARTITION, 'aws-cn'),
    });
    const when = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'SNS', address: this.topic.topicArn }],
    });
    const costs = new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `${stack.stackName}-month`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: {
          amount: budget.valueAsNumber,
          // The China regions are billed in their own currency.
          unit: Fn.conditionIf(inChina.logicalId, 'CNY', 'USD').toString(),
        },
      },
      notificationsWithSubscribers: [when('ACTUAL', 80), when('FORECASTED', 100)],
    });
    costs.cfnOptions.condition = hasBudget;
  }

  /** The operators of the stack that the construct stands in; whoever makes alarms needs them. */
  static of(construct: Construct): Operators {
    const operators = Stack.of(construct).node.tryFindChild(ID);
    if (operators instanceof Operators) return operators;
    throw new Error('a stack with alarms needs its operators first');
  }
}
