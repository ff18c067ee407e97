package org.jobyard.testing;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the container does for the core's beans: makes each once, gives it what it asks for, and tells it of events. */
final class TestBeans {
    private final TestDatabase database;
    private final Map<Class<?>, Object> beans = new HashMap<>();

    TestBeans(TestDatabase database) {
        this.database = database;
    }

    /** Puts a bean that has all it needs. */
    void put(Class<?> type, Object bean) {
        beans.put(type, bean);
    }

    /** Puts a bean in the place of the one of its superclass. */
    void replace(Class<?> superclass, Object bean) {
        beans.put(superclass, bean);
        inject(bean, superclass);
    }

    /** A bean with all it needs. */
    <T> T get(Class<T> type) {
        Object bean = beans.get(type);
        if (bean == null) {
            bean = wire(type);
        }
        return type.cast(bean);
    }

    private Object wire(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object bean = constructor.newInstance();
            beans.put(type, bean);
            inject(bean, type);
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot wire " + type, e);
        }
    }

    /** Gives a bean what its class asks for. */
    void inject(Object bean, Class<?> type) {
        try {
            for (Field field : type.getDeclaredFields()) {
                field.setAccessible(true);
                if (field.isAnnotationPresent(PersistenceContext.class)) {
                    field.set(bean, database.entityManager());
                } else if (field.isAnnotationPresent(Inject.class)) {
                    field.set(bean, value(field));
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot wire " + type, e);
        }
    }

    private Object value(Field field) {
        if (field.getType() == Event.class) {
            return proxy(Event.class, arguments -> {
                observe(arguments[0]);
                return null;
            });
        }
        if (field.getType() == Instance.class) {
            Class<?> wanted = argument(field.getGenericType());
            return proxy(Instance.class, arguments -> get(wanted));
        }
        return get(field.getType());
    }

    private static Class<?> argument(Type type) {
        return (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    interface Call {
        Object on(Object[] arguments);
    }

    static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(
                TestBeans.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.on(arguments));
    }

    /** Beans that nobody asked for yet hear nothing. */
    private void observe(Object event) {
        for (Object bean : List.copyOf(beans.values())) {
            for (Method method : bean.getClass().getDeclaredMethods()) {
                if (method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == event.getClass()
                        && method.getParameters()[0].isAnnotationPresent(Observes.class)) {
                    call(bean, method, event);
                }
            }
        }
    }

    private static void call(Object bean, Method method, Object event) {
        try {
            method.setAccessible(true);
            method.invoke(bean, event);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
