import { ServiceError } from '../json-server.ts';
import type { AttributeMap } from './values.ts';

export const invalid = (message: string) => new ServiceError('ValidationException', message);

/** Of one or more parameter values: the words that most refusals of an item begin with. */
export const invalidValue = (message: string) =>
  invalid(`One or more parameter values were invalid: ${message}`);

export const conditionFailed = (item?: AttributeMap) =>
  new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', {
    members: item ? { Item: item } : {},
  });
