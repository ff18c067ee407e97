package org.jobyard.embedded;

import java.nio.file.Path;
import java.util.Map;

/** The files and the environment that make a RabbitMQ node private: nothing of it is the system's. */
final class RabbitFiles {
    private final Path folder;

    RabbitFiles(Path folder) {
        this.folder = folder;
    }

    /** The node's ports. */
    record NodePorts(int amqp, int distribution, int mapper) {}

    /** Writes what the node reads at its start. The user is made at the first start, in place of {@code guest}. */
    void write(String user, String password, int port) {
        PrivateFiles.folder(folder);
        PrivateFiles.folder(folder.resolve("home"));
        PrivateFiles.write(folder.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                default_user = %s
                default_pass = %s
                default_user_tags.administrator = true
                log.file = rabbit.log
                log.file.level = info
                log.console = true
                log.console.level = error
                """.formatted(port, user, password));
        PrivateFiles.write(folder.resolve("advanced.config"), "[].\n");
        PrivateFiles.write(folder.resolve("enabled_plugins"), "[].\n");
    }

    /** Puts the node's environment in place of whatever the caller's says about RabbitMQ and Erlang. */
    void environment(Map<String, String> env, NodePorts ports) {
        env.keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        env.put("HOME", folder.resolve("home").toString());
        env.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("no-such-file").toString());
        env.put("RABBITMQ_NODENAME", "jobyard@localhost");
        env.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        env.put("RABBITMQ_NODE_PORT", Integer.toString(ports.amqp()));
        env.put("RABBITMQ_DIST_PORT", Integer.toString(ports.distribution()));
        env.put("ERL_EPMD_PORT", Integer.toString(ports.mapper()));
        env.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        env.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        env.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        env.put("RABBITMQ_PID_FILE", folder.resolve("rabbitmq.pid").toString());
        env.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        env.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        env.put(
                "RABBITMQ_ADVANCED_CONFIG_FILE",
                folder.resolve("advanced.config").toString());
        // Distribution only on loopback; schedulers that have nothing to do give the processor back at once.
        env.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none");
        env.put("ERL_CRASH_DUMP", folder.resolve("log/erl_crash.dump").toString());
        // The script then becomes the node itself, and its process id is the node's.
        env.put("RABBITMQ_ALLOW_INPUT", "1");
    }
}
