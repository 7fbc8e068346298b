// Passkeys where the browser has them: forms marked data-passkeys appear, and a failure is said instead of swallowed.
const offered = Boolean(window.PublicKeyCredential)

for (const form of document.querySelectorAll('[data-passkeys]')) form.hidden = !offered
for (const remark of document.querySelectorAll('[data-no-passkeys]')) remark.hidden = offered

document.addEventListener('allauth.error', event => {
  event.preventDefault()
  const remark = document.getElementById('passkey-failed')
  const form = document.getElementById('passkey-credential').form
  form.after(remark)
  remark.hidden = false
})
