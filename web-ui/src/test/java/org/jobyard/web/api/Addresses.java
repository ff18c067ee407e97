package org.jobyard.web.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which methods and addresses the resource classes of this package answer. */
final class Addresses {

    private Addresses() {}

    static Set<String> ofTheResources() {
        Set<String> addresses = new TreeSet<>();
        for (Class<?> resource : resources()) {
            for (Method method : resource.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (http != null) {
                        addresses.add(http.value().toLowerCase(Locale.ROOT) + " " + path(resource, method));
                    }
                }
            }
        }
        return addresses;
    }

    private static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = "/api/" + resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
        return path.replaceAll(":[^}]*}", "}");
    }

    private static List<Class<?>> resources() {
        try {
            java.nio.file.Path classes = java.nio.file.Path.of(ApiApplication.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("org/jobyard/web/api");
            try (Stream<java.nio.file.Path> files = Files.list(classes)) {
                List<String> names = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Resource.class"))
                        .map(name -> "org.jobyard.web.api." + name.replace(".class", ""))
                        .toList();
                return Arrays.asList(names.stream().map(Addresses::load).toArray(Class<?>[]::new));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
