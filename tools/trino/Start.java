/** Starts the server as its distribution does; the class that does so there is not released alone. */
public final class Start
{
    public static void main(String[] arguments)
    {
        new io.trino.server.Server().start("435");
    }
}
