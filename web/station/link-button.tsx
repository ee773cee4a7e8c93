/** A link that looks like a button: an address to go to, in this page. */
import { Button, type ButtonProps } from 'antd';
import { navigate } from '../router.tsx';

export function LinkButton({ to, ...rest }: { readonly to: string } & ButtonProps) {
  return (
    <Button
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(to);
      }}
    />
  );
}
