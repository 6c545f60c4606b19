import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node from the artifacts of Maven Central, where the distribution's own launcher
 * is not published. Arguments: the home with the modules, and the folder of elasticsearch.yml.
 */
public final class SearchServer {
    private static final String NODE = "local";

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path configuration = Path.of(arguments[1]);
        Node node = assemble(home, configuration);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception failure) {
                failure.printStackTrace();
            } finally {
                stopped.countDown();
            }
        }, "stop"));
        node.start();
        stopped.await();
    }

    /** Logging first: the node's constructor already logs. */
    private static Node assemble(Path home, Path configuration) throws Exception {
        LogConfigurator.configureESLogging();
        LogConfigurator.registerErrorListener();
        Settings settings = Settings.builder().put("path.home", home.toString()).build();
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), configuration, () -> NODE);
        LogConfigurator.setNodeName(NODE);
        LogConfigurator.configure(environment, true);
        var modules = PluginsLoader.loadModulesBundles(environment.modulesDir(), true);
        var plugins = PluginsLoader.loadPluginsBundles(environment.pluginsDir(), true);
        return new Node(environment, PluginsLoader.createPluginsLoader(modules, plugins, Map.of(), false));
    }
}
