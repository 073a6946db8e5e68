export { type Tool, tool, type ToolContext, type ToolOptions } from './tool.ts'
export { toolLoop, type ToolResult, type ToolsAnswer, type ToolStep } from './tool-loop.ts'
