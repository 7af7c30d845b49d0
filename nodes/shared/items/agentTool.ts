import type { INode } from 'n8n-workflow';

/** Whether a node is a tool of an AI agent. n8n gives such nodes a type of their own. */
export const isAgentTool = ({ type }: INode): boolean => type.endsWith('Tool');
