import { App, TerraformOutput, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf'
import { jsonText } from './json-text'

const text = 'say "hi" \\d+\n new ${x} %{y} it\'s <a&b>'

test('texts come out of Terraform as they went in, and numbers from Terraform as numbers', () => {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false })), 'stack')
  const variable = new TerraformVariable(stack, 'job', { type: 'string' })
  new TerraformOutput(stack, 'json', {
    value: jsonText({ text, nothing: null, job: Token.asNumber(variable.value), name: variable.stringValue }),
    staticId: true,
  })
  const { value } = JSON.parse(Testing.synth(stack)).output.json
  expect(JSON.parse(asTerraform(value))).toEqual({ text, nothing: null, job: 42, name: '42' })
})

/** What Terraform makes of a template string whose only expression is the variable. */
function asTerraform(template: string): string {
  return template.replaceAll('$' + '{var.job}', '42').replaceAll(/([$%])\1\{/g, '$1{')
}
