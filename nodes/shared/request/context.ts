import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** The n8n functions that a request can be sent with. */
export type Context = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;
