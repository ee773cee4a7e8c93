/** The issuer's pages: plain, Chinese first, without script. */
import type { Account, Role } from './tokens.ts';

const ROLE_NAMES: Readonly<Record<Role, readonly [zh: string, en: string]>> = {
  clerk: ['填报员', 'clerk'],
  viewer: ['查看员', 'viewer'],
  reviewer: ['审核员', 'reviewer'],
  administrator: ['管理员', 'administrator'],
};

/** The list of accounts, each a button that posts the request of the client with the account. */
export function signInPage(
  accounts: readonly Account[],
  action: string,
  request: Readonly<Record<string, string>>,
): string {
  const hidden = Object.entries(request)
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('');
  const choices = accounts.map(({ id, name, unit, role }) => {
    const [zh, en] = ROLE_NAMES[role];
    return `<li><button name="account" value="${escapeHtml(id)}">
<strong>${escapeHtml(name.zh)}</strong> <span lang="en">${escapeHtml(name.en)}</span>
<small>${zh} <span lang="en">${en}</span> · ${escapeHtml(unit)}</small></button></li>`;
  });
  return page(
    '登录',
    'Sign in',
    `<p>选择一个账号。这是本机的登录服务，仅供演示和试用：没有密码，账号都是虚构的岗位。</p>
<p lang="en">Choose an account. This is the sign-in service of this machine, for demonstration and
trial only: there are no passwords, and the accounts are invented posts.</p>
<form method="post" action="${escapeHtml(action)}">${hidden}<ul>${choices.join('\n')}</ul></form>`,
  );
}

export function signedOutPage(): string {
  return page(
    '已退出',
    'Signed out',
    '<p><a href="/">回到首页 <span lang="en">Back to the start</span></a></p>',
  );
}

/** Why a request cannot be answered, where there is no client to send the browser back to. */
export function errorPage(zh: string, en: string): string {
  return page(
    '无法登录',
    'Cannot sign in',
    `<p>${escapeHtml(zh)}</p><p lang="en">${escapeHtml(en)}</p>
<p><a href="/">回到首页 <span lang="en">Back to the start</span></a></p>`,
  );
}

function page(zh: string, en: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${zh} ${en} · 枫桥</title>
<style>
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
body { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; }
[lang=en] { opacity: .75; font-size: .9em; }
ul { list-style: none; padding: 0; display: grid; gap: .5rem; }
button { width: 100%; padding: .6rem .9rem; text-align: left; font: inherit; cursor: pointer; border: 1px solid #8888; border-radius: .4rem; background: Canvas; color: CanvasText; }
button:hover, button:focus-visible { border-color: currentColor; }
small { display: block; opacity: .75; }
</style>
<h1>${zh} <span lang="en">${en}</span></h1>
${body}
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
